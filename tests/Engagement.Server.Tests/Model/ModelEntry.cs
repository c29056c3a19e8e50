using Engagement.Comments;

namespace Engagement.Server.Tests.Model;

/// <summary>A line of the audit trail.</summary>
internal sealed record ModelEntry(
    string Action,
    ModelReader? Actor = null,
    string? Rule = null,
    ModelComment? Comment = null,
    ModelReader? Reader = null,
    ModelArticle? Article = null,
    CommentState? From = null,
    CommentState? To = null,
    string? Reason = null,
    string? Note = null);
