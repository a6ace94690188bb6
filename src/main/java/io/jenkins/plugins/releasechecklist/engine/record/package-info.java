/**
 * What happened, durably: events in an append-only, hash-chained log, and the release as the fold of them. The only place
 * that knows the state of a release; everything else appends events or reads the fold.
 */
package io.jenkins.plugins.releasechecklist.engine.record;
