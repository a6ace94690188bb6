/** The log on the disk: one event a line, chained by hashes, with what is known about damage. */
package io.jenkins.plugins.releasechecklist.engine.record.log;
