/** The record of a build: where it lies, what {@code build.xml} knows of it, and who follows it. */
package io.jenkins.plugins.releasechecklist.builds.record;
