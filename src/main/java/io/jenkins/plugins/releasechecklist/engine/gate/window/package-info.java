/** When a gate can say Go: deployment windows and freezes in local time. */
package io.jenkins.plugins.releasechecklist.engine.gate.window;
