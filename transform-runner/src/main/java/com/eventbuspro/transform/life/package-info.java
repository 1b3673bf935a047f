/**
 * The life of pipelines: what is wanted of each is compared with the runs that are recorded and the
 * jobs that Flink has, and brought nearer, a step at a time. Each step is recorded before it is
 * done, and decided from what is recorded alone; so a runner that is killed anywhere is followed by
 * one that goes on from there.
 */
@NullMarked
package com.eventbuspro.transform.life;

import org.jspecify.annotations.NullMarked;
