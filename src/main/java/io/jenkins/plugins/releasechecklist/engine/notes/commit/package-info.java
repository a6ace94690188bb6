/** The change log: commits, grouped by the conventions of their messages. */
package io.jenkins.plugins.releasechecklist.engine.notes.commit;
