/**
 * How well a job releases, after the definitions of DORA, from the lines of its release index. Knows nothing of Jenkins.
 */
package io.jenkins.plugins.releasechecklist.actions.releases.metrics;
