/** What the page of the releases of a job shows, ready to be printed. */
package io.jenkins.plugins.releasechecklist.actions.releases.view;
