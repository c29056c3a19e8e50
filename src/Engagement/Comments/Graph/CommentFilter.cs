using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>Which comments at top level a page has; what is left out does not matter.</summary>
/// <param name="IsStaff">Published ones whose author works for the site, or does not.</param>
/// <param name="HasReplies">Those with shown replies, or without.</param>
internal sealed record CommentFilter(bool? IsStaff, bool? HasReplies)
{
    /// <summary>Conditions on a row of "Comments", each with AND before it. A tombstone does not tell who wrote it, so it is neither.</summary>
    public static string Sql(CommentFilter? filter)
    {
        var staff = filter?.IsStaff is { } isStaff
            ? $""" AND "State" = {(int)CommentState.Published} AND {(isStaff ? "" : "NOT ")}EXISTS (SELECT 1 FROM "Readers" AS r WHERE r."Id" = "Comments"."AuthorId" AND (r."Roles" & {(int)Roles.Staff}) <> 0)"""
            : "";
        var replies = filter?.HasReplies is { } hasReplies ? $""" AND "ShownReplies" {(hasReplies ? ">" : "=")} 0""" : "";
        return staff + replies;
    }
}
