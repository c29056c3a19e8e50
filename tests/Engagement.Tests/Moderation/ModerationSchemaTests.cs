using GraphQL.Types;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class ModerationSchemaTests
{
    [Fact]
    public void The_types_are_those_of_the_contract()
    {
        (string Type, string[] Fields)[] types =
        [
            ("Moderation", ["comments: ModeratedCommentConnection!", "auditTrail: AuditEntryConnection!", "reader: ModeratedReader"]),
            ("ModeratedCommentConnection", ["edges: [ModeratedCommentEdge!]!", "nodes: [ModeratedComment!]!", "pageInfo: PageInfo!"]),
            ("ModeratedCommentEdge", ["cursor: String!", "node: ModeratedComment!"]),
            ("ModeratedComment", ["comment: Comment!", "reports: [Report!]!", "decisions: [AuditEntry!]!"]),
            ("Report", ["reader: Reader", "reason: ReasonCode!", "details: String", "createdAt: DateTime!"]),
            ("AuditEntryConnection", ["edges: [AuditEntryEdge!]!", "nodes: [AuditEntry!]!", "pageInfo: PageInfo!"]),
            ("AuditEntryEdge", ["cursor: String!", "node: AuditEntry!"]),
            ("AuditEntry",
            [
                "id: ID!", "action: String!", "actor: Reader", "rule: String", "comment: Comment", "reader: Reader", "article: Article",
                "fromState: CommentState", "toState: CommentState", "reason: ReasonCode", "note: String", "createdAt: DateTime!",
            ]),
            ("ModeratedReader", ["reader: Reader!", "ban: Ban", "comments: ModeratedCommentConnection!", "reportsAgainst: Int!"]),
            ("ModeratedCommentFilter", ["states: [CommentState!]", "reported: Boolean", "articleId: ID", "readerId: ID", "channel: String"]),
            ("ReportCommentInput", ["commentId: ID!", "reason: ReasonCode!", "details: String"]),
            ("RemoveCommentInput", ["commentId: ID!", "reason: ReasonCode!", "note: String", "seenState: CommentState"]),
            ("RestoreCommentInput", ["commentId: ID!", "note: String", "seenState: CommentState"]),
            ("ApproveCommentInput", ["commentId: ID!", "note: String", "seenState: CommentState"]),
            ("PinCommentInput", ["commentId: ID!"]),
            ("SetCommentingInput", ["articleId: ID!", "state: CommentingState!", "closesAt: DateTime", "message: String", "liveMode: LiveMode", "pollInterval: Int"]),
            ("BanReaderInput", ["readerId: ID!", "until: DateTime", "reason: ReasonCode!", "note: String"]),
            ("UnbanReaderInput", ["readerId: ID!", "note: String"]),
            ("ReportCommentPayload", ["comment: Comment", "errors: [UserError!]!"]),
            ("ModerateCommentPayload", ["comment: Comment", "article: Article", "errors: [UserError!]!"]),
            ("SetCommentingPayload", ["article: Article", "errors: [UserError!]!"]),
            ("BanReaderPayload", ["reader: Reader", "ban: Ban", "errors: [UserError!]!"]),
        ];
        foreach (var (name, fields) in types)
        {
            var type = Assert.IsAssignableFrom<IComplexGraphType>(Product.Schema.AllTypes[name]);
            Assert.Equal(fields.Order(StringComparer.Ordinal), type.Fields.Select(f => $"{f.Name}: {f.ResolvedType}").Order(StringComparer.Ordinal));
            Assert.False(string.IsNullOrEmpty(type.Description), name);
            Assert.All(type.Fields, f => Assert.False(string.IsNullOrEmpty(f.Description), $"{name}.{f.Name}"));
            Assert.All(type.Fields.SelectMany(f => f.Arguments ?? []), a => Assert.False(string.IsNullOrEmpty(a.Description), $"{name}({a.Name})"));
        }
        Assert.Equal("Moderation", Product.Schema.Query.GetField("moderation")!.ResolvedType!.ToString());
    }

    [Theory]
    [InlineData("reportComment", "InvalidInput, NotFound, Banned, TooFast")]
    [InlineData("removeComment", "InvalidInput, NotFound, Conflict, NotAllowed")]
    [InlineData("restoreComment", "InvalidInput, NotFound, Conflict, NotAllowed")]
    [InlineData("approveComment", "InvalidInput, NotFound, Conflict, NotAllowed")]
    [InlineData("pinComment", "InvalidInput, NotFound, Conflict, NotAllowed")]
    [InlineData("unpinComment", "NotFound, NotAllowed")]
    [InlineData("setCommenting", "InvalidInput, NotFound")]
    [InlineData("banReader", "InvalidInput, NotFound, NotAllowed")]
    [InlineData("unbanReader", "InvalidInput, NotFound, NotAllowed")]
    public void Each_mutation_says_its_errors(string mutation, string errors)
    {
        Assert.EndsWith($" Errors: {errors}.", Product.Schema.Mutation!.GetField(mutation)!.Description, StringComparison.Ordinal);
    }
}
