package com.eventbuspro.transform.life;

import com.eventbuspro.transform.engine.Engine;
import com.eventbuspro.transform.store.Comparisons;
import com.eventbuspro.transform.store.Lease;
import com.eventbuspro.transform.store.Pipelines;
import com.eventbuspro.transform.store.Runs;
import com.eventbuspro.transform.store.Statuses;

/**
 * What it takes to keep pipelines.
 *
 * @param lease the right to act
 * @param pipelines what is wanted
 * @param runs what is recorded
 * @param statuses what is said of them
 * @param comparisons what is said of candidates
 * @param engine where jobs run
 * @param jobs makes them
 * @param specs says what they are
 * @param slots room for them
 * @param checkpoints where their state is
 * @param tables what they write
 */
record Kit(
    Lease lease,
    Pipelines pipelines,
    Runs runs,
    Statuses statuses,
    Comparisons comparisons,
    Engine engine,
    Jobs jobs,
    Specs specs,
    Slots slots,
    Checkpoints checkpoints,
    ResultTables tables) {}
