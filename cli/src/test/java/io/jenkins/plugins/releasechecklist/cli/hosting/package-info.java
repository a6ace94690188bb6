/** The rules that the hosting checker of the Jenkins project requires, applied to this repository. */
package io.jenkins.plugins.releasechecklist.cli.hosting;
