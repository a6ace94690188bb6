/** Credentials of protected environments: where they are kept, who manages them, and how they are lent to one build. */
package io.jenkins.plugins.releasechecklist.config.credentials;
