package com.eventbuspro.benchmarks.faults;

import java.util.List;

/**
 * Runs a fault campaign from the command line.
 *
 * <p>Exit codes: 0 nothing lost, nothing doubled, nothing else wrong; 1 something is; 2 bad
 * arguments.
 */
public final class FaultCampaign {
  private FaultCampaign() {}

  /** See {@link Options#USAGE}. */
  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(Options.USAGE);
      System.exit(2);
      return;
    }
    Report report = Campaign.run(options, System.out);
    report.print(System.out);
    System.exit(report.isClean() ? 0 : 1);
  }
}
