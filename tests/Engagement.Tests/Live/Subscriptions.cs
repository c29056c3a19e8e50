using System.Text.Json;

namespace Engagement.Tests.Live;

/// <summary>Documents that tests follow by.</summary>
internal static class Subscriptions
{
    public const string Added = """
        subscription($id: ID!, $after: Version) {
          commentAdded(articleId: $id, after: $after) {
            __typename
            ... on CommentAdded {
              version
              edge { cursor node { id body position addedVersion author { name } article { id } } }
              article { version engagement { comments } }
            }
            ... on Resync { version }
          }
        }
        """;

    public const string Changed = """
        subscription($id: ID!, $after: Version) {
          articleChanged(articleId: $id, after: $after) {
            __typename
            ... on CommentChanged { version addedVersion comment { id body state replyCount author { name } } article { version } }
            ... on CommentGone { version commentId article { version } }
            ... on SettingsChanged { version article { title } }
            ... on Resync { version }
          }
        }
        """;

    public static string? Type(JsonElement one) => one.GetProperty("__typename").GetString();

    /// <summary>Of the comment that was added.</summary>
    public static string? Body(JsonElement one) => one.GetProperty("edge").GetProperty("node").GetProperty("body").GetString();
}
