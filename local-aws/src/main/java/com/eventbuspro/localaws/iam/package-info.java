/** IAM: roles, users and policies, kept on disk, and the Query API that manages them. */
@NullMarked
package com.eventbuspro.localaws.iam;

import org.jspecify.annotations.NullMarked;
