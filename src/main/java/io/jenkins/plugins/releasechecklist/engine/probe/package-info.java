/** What a check is, what it may see while it runs, and how it ended. */
package io.jenkins.plugins.releasechecklist.engine.probe;
