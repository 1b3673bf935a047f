package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.localaws.http.AccessRequest;
import com.eventbuspro.localaws.http.Authorizer;
import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.Caller;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every operation works on: the account's streams, who may touch them, and the settings.
 *
 * @param streams all streams
 * @param authorizer asked before a stream is even looked up, as AWS does
 * @param config settings of this server
 */
record Kinesis(StreamCatalog streams, Authorizer authorizer, LocalAwsConfig config) {

  Clock clock() {
    return config.clock();
  }

  String account() {
    return config.accountId();
  }

  String arnOf(String stream) {
    return "arn:aws:kinesis:" + config.region() + ":" + account() + ":stream/" + stream;
  }

  /** Refuses callers who lack the permission for an action without a stream. */
  void require(Call call, String resource) {
    require(call.caller(), call.action(), resource, Map.of());
  }

  private void require(Caller caller, String action, String resource, Map<String, String> context) {
    Authorizer.Decision decision =
        authorizer.decide(new AccessRequest(caller, "kinesis:" + action, resource, context));
    if (decision instanceof Authorizer.Decision.Denied denied) {
      throw new AwsException(400, "AccessDeniedException", denied.message());
    }
  }

  /**
   * The stream named by StreamName or StreamARN, after the caller's permission was checked.
   *
   * @throws AwsException when both or neither name a stream, or there is none of that name
   */
  KinesisStream stream(Call call, @Nullable String name, @Nullable String arn) {
    String wanted = nameOf(name, arn);
    KinesisStream found = streams.find(wanted);
    Map<String, String> context = new LinkedHashMap<>();
    if (found != null) {
      found.meta().tags().forEach((key, value) -> context.put("aws:ResourceTag/" + key, value));
    }
    require(call.caller(), call.action(), arnOf(wanted), context);
    if (found == null) {
      throw Errors.streamNotFound(wanted, account());
    }
    return found;
  }

  KinesisStream stream(Call call, Input input) {
    return stream(call, input.string("StreamName"), input.string("StreamARN"));
  }

  /** Like {@link #stream}, and ready for records: not being created or deleted. */
  KinesisStream readyStream(Call call, @Nullable String name, @Nullable String arn) {
    KinesisStream stream = stream(call, name, arn);
    return switch (stream.status()) {
      case ACTIVE, UPDATING -> stream;
      case CREATING, DELETING -> throw Errors.streamNotFound(stream.name(), account());
    };
  }

  /** Like {@link #stream}, and free for a change: ACTIVE. */
  KinesisStream activeStream(Call call, Input input) {
    KinesisStream stream = stream(call, input);
    StreamStatus status = stream.status();
    if (status != StreamStatus.ACTIVE) {
      throw Errors.inUse(
          "Stream "
              + stream.name()
              + " under account "
              + account()
              + " not ACTIVE, instead in state "
              + status);
    }
    return stream;
  }

  private String nameOf(@Nullable String name, @Nullable String arn) {
    if (arn == null) {
      if (name == null) {
        throw Errors.invalidArgument(
            "Neither StreamName nor StreamARN was provided in the request.");
      }
      new Validator().streamName(name).check();
      return name;
    }
    new Validator().streamName(name).streamArn(arn).check();
    String inArn = arn.substring(arn.lastIndexOf("stream/") + "stream/".length());
    if (name != null && !name.equals(inArn)) {
      throw Errors.invalidArgument(
          "StreamName " + name + " and StreamARN " + arn + " do not name the same stream.");
    }
    if (!arn.equals(arnOf(inArn))) {
      throw Errors.streamNotFound(inArn, arn.split(":", -1)[4]);
    }
    return inArn;
  }
}
