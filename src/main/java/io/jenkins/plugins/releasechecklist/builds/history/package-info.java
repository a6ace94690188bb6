/** What the builds of a job released, in an index that outlives them. */
package io.jenkins.plugins.releasechecklist.builds.history;
