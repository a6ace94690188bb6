/**
 * Signed evidence about a release that can be checked without Jenkins: an in-toto Statement in a DSSE envelope, described in
 * {@code docs/evidence.md}. Nothing but the cryptography of the JDK.
 */
package io.jenkins.plugins.releasechecklist.engine.report.evidence;
