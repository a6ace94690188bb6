/** Roles, and who holds them. */
package io.jenkins.plugins.releasechecklist.config.role;
