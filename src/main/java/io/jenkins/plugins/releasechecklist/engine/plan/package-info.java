/**
 * The release plan: what a team writes in {@code release-plan.yaml}, read once and completely, with every mistake
 * reported at its line. Values that a Jenkinsfile gives inline go through the same readers; a checklist in YAML, the
 * built-in one included, too.
 */
package io.jenkins.plugins.releasechecklist.engine.plan;
