/** Reads the checks of a plan. */
package io.jenkins.plugins.releasechecklist.engine.plan.check;
