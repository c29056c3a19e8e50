using Engagement.Graph;
using GraphQL;
using GraphQL.DataLoader;

namespace Engagement.Comments;

internal sealed class CommentQueries(CommentLoader comments, PreviewComment preview)
{
    /// <summary>The comment; null if it is unknown or not for the caller.</summary>
    /// <param name="id">From a comment's `id`.</param>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<CommentView?> Comment([Id] string id) => comments.LoadById(id);

    /// <summary>A post before it is made: its HTML, and every problem that posting would meet. Who may not post may not preview. Nothing is written.</summary>
    /// <param name="input">As for `postComment`.</param>
    public Task<CommentPreview> PreviewComment(PostCommentInput input, CancellationToken cancel) => preview.PreviewAsync(input, cancel);
}
