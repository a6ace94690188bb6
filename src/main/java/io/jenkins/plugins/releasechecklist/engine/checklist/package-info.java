/** The deployment checklist as data: sections, items, who completes them and how, and the statuses that follow. */
package io.jenkins.plugins.releasechecklist.engine.checklist;
