/** The page of administrators: what protects which environment, and what a gate would ask for. */
package io.jenkins.plugins.releasechecklist.actions.environments;
