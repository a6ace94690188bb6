/** What an administrator demands of an environment: approvals, windows, freezes, escalation. */
package io.jenkins.plugins.releasechecklist.config.environment;
