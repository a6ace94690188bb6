/** Judges the samples of a verification: PASS, FAIL or INCONCLUSIVE. No network. */
package io.jenkins.plugins.releasechecklist.engine.verify;
