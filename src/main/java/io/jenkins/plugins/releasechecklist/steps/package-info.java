/**
 * The Pipeline steps. Each builds requests for the engine and appends what follows to the record of its build; the record
 * alone decides how a step ends and where it goes on after a restart.
 */
package io.jenkins.plugins.releasechecklist.steps;
