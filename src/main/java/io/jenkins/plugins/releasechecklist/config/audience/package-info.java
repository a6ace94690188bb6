/** Audiences, and the channels behind them. */
package io.jenkins.plugins.releasechecklist.config.audience;
