/** The releases of a job: an index with a line for each, what runs where, and the metrics of DORA. No Jenkins. */
package io.jenkins.plugins.releasechecklist.engine.history;
