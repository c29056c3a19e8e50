using GraphQL;
using GraphQL.DataLoader;

namespace Engagement.Comments;

internal sealed class CommentQueries(CommentLoader comments)
{
    /// <summary>The comment; null if it is unknown or not for the caller.</summary>
    /// <param name="id">From a comment's `id`.</param>
    public IDataLoaderResult<CommentView?> Comment([Id] string id) => comments.LoadById(id);
}
