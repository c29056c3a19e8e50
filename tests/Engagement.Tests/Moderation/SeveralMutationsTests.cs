using System.Text.Json;
using Xunit;

namespace Engagement.Tests.Moderation;

/// <summary>What the fields of one operation show, when its later mutations changed what its earlier ones had answered.</summary>
public sealed class SeveralMutationsTests
{
    [Fact]
    public async Task A_comment_edited_and_then_deleted_is_a_tombstone_above_its_reply()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId);
        var replyId = await site.PostAsync(site.Ben, articleId, commentId);

        var data = await site.DataAsync(site.Ann, """
            mutation ($edit: EditCommentInput!, $delete: DeleteCommentInput!, $react: ReactToCommentInput!) {
              editComment(input: $edit) { comment { body } }
              deleteComment(input: $delete) { deletedCommentId }
              reactToComment(input: $react) { comment { parent { state body author { name } } } }
            }
            """,
            new { edit = new { commentId, body = "changed" }, delete = new { commentId }, react = new { commentId = replyId, kind = "LIKE" } });

        Assert.Equal("""{"state":"DELETED","body":null,"author":null}""", data.At("reactToComment", "comment", "parent").GetRawText());
    }

    [Fact]
    public async Task A_comment_reacted_to_and_then_answered_has_its_reply()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId);

        var data = await site.DataAsync(site.Ben, """
            mutation ($react: ReactToCommentInput!, $post: PostCommentInput!) {
              reactToComment(input: $react) { comment { replyCount } }
              postComment(input: $post) { comment { parent { replyCount replies { totalCount } reactions { count } } } }
            }
            """,
            new { react = new { commentId, kind = "LIKE" }, post = new { articleId, parentId = commentId, body = "text" } });

        Assert.Equal(
            """{"replyCount":1,"replies":{"totalCount":1},"reactions":[{"count":1}]}""",
            JsonSerializer.Serialize(data.At("postComment", "comment", "parent")));
    }
}
