/** The releases of a job as data. */
package io.jenkins.plugins.releasechecklist.actions.releases.json;
