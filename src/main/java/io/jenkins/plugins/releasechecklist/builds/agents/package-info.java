/** The agents of protected environments: which builds they take, and what the others are told. */
package io.jenkins.plugins.releasechecklist.builds.agents;
