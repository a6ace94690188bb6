/** How the record of a build begins, what it inherits, and how it ends. */
package io.jenkins.plugins.releasechecklist.builds.lifecycle;
