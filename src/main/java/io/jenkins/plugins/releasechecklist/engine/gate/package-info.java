/** Go or No-go: what a gate demands, who voted, and the decision that follows. Pure functions of policy, votes and time. */
package io.jenkins.plugins.releasechecklist.engine.gate;
