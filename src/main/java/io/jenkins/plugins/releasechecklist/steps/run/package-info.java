/** What a running step has to do with: its build, its record, its parameters, and the secrets that it keeps out of both. */
package io.jenkins.plugins.releasechecklist.steps.run;
