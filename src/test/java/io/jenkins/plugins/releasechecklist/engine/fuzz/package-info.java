/** What reads the texts of strangers, over seeds in every build and over whatever a fuzzer thinks of on demand. */
package io.jenkins.plugins.releasechecklist.engine.fuzz;
