package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.maintain.MaintenanceRun.Size;

/**
 * How a table is.
 *
 * @param snapshotId its newest snapshot; 0 when it has none
 * @param snapshots how many snapshots it keeps
 * @param small data files that are smaller than they should be
 */
public record TableLook(long snapshotId, int snapshots, Size small) {}
