/** Who is in an environment that takes one release at a time, and whose turn it is. */
package io.jenkins.plugins.releasechecklist.engine.gate.exclusive;
