/**
 * What leaves a record: reports for people and programs, and signed evidence for auditors. It may use everything else of the
 * engine, and nothing of the engine uses it.
 */
package io.jenkins.plugins.releasechecklist.engine.report;
