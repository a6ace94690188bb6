/** What is handed to the body of a step on a Go: credentials of environments. */
package io.jenkins.plugins.releasechecklist.steps.credentials;
