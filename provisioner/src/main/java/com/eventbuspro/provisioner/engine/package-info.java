/**
 * The reconcile engine: makes what exists equal to what is declared, one change at a time, and
 * remembers everything in PostgreSQL.
 *
 * <p>One run takes one due row, re-reads what is declared, observes, compares, makes <b>at most one
 * change</b> and comes back with a {@link com.eventbuspro.provisioner.engine.Verdict}. Nothing is
 * kept in memory between runs, so any replica may take the next run, and a process may die
 * anywhere:
 *
 * <ul>
 *   <li><b>Nothing doubled.</b> Names are deterministic, and a run looks before it makes.
 *   <li><b>Nothing leaked.</b> What a change is about to do is committed to the row before it is
 *       asked of the cloud. Whoever runs next finds that intent and reads back what became of it.
 *   <li><b>Nothing forgotten.</b> The audit record is written in the transaction that clears the
 *       intent, so each change has exactly one, written by the run that made it or by the next.
 *   <li><b>No zombies.</b> Every write to a row names the fencing token of the run that claimed it;
 *       a run whose lease was taken over may write nothing.
 * </ul>
 *
 * <p>What cannot be had: a process that is paused between its intent and its call, for longer than
 * its lease, still sends that call when it wakes. A create then meets the thing made meanwhile and
 * is refused; an update puts what was declared then, which the next run compares and corrects.
 */
@NullMarked
package com.eventbuspro.provisioner.engine;

import org.jspecify.annotations.NullMarked;
