/** What the build page shows, ready to be printed: texts in the reader's language and time zone, and no logic left for Jelly. */
package io.jenkins.plugins.releasechecklist.actions.view;
