/** Results of checks and verifications as rows and charts. */
package io.jenkins.plugins.releasechecklist.actions.verification;
