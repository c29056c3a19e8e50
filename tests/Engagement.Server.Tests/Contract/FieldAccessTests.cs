using System.Net;
using System.Text.Json;
using Engagement.Readers;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>Every field of the schema × every role, on the running server, against <see cref="Access.Table"/>.</summary>
public sealed class FieldAccessTests
{
    /// <summary>Fields that a role may null, or that say what the caller may do, beside those whose name starts with <c>viewer</c>.</summary>
    private static readonly string[] NulledByRole = ["Query.moderation", "Comment.revisions"];

    [Fact]
    public void Table_lists_every_mutation_and_nothing_that_is_not_there()
    {
        var schema = SchemaDocument.Current;
        var all = schema.Objects.SelectMany(t => schema.FieldsOf(t.Name.StringValue).Select(f => $"{t.Name.StringValue}.{f.Name.StringValue}")).ToHashSet();

        Assert.Subset(all, Access.Table.Keys.ToHashSet());
        Assert.Subset(Access.Table.Keys.ToHashSet(), all.Where(f => f.StartsWith("Mutation.", StringComparison.Ordinal)).ToHashSet());
    }

    [Theory, EachEngine]
    public async Task Mutations_answer_each_role_as_the_table_says(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        var wrong = new List<string>();
        foreach (var field in SchemaDocument.Current.FieldsOf("Mutation"))
            foreach (var role in Roleplay.Callers.Keys)
            {
                var coordinate = $"Mutation.{field.Name.StringValue}";
                var document = play.Documents.Operation("mutation", "Mutation", field);
                using var response = await play.Site.Server.Client.SendAsync(document, token: play.Somebody(role).Token);
                var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                var (status, code) = Expected(coordinate, role);
                if (response.StatusCode != status || CodeOf(answer) != code)
                    wrong.Add($"{coordinate} as {role}: expected {(int)status} {code}, got {(int)response.StatusCode} {answer}");
            }

        Assert.Empty(wrong);
    }

    [Theory, EachEngine]
    public async Task Fields_of_queries_answer_each_role_alike_but_for_those_that_depend_on_the_caller(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        var wrong = new List<string>();
        foreach (var (type, way) in play.Documents.Ways((type, field) => !DependsOnCaller(type, field)))
        {
            var open = MinimalDocuments.Query(way, $"__typename {play.Documents.Selection(type, field => !DependsOnCaller(type, field))}");
            var expected = (await play.Site.Anybody.QueryAsync(open)).GetRawText();
            foreach (var role in Roleplay.Callers.Keys)
                if (await play.Somebody(role).QueryAsync(open) is var answer && answer.GetRawText() != expected)
                    wrong.Add($"{type} as {role}: expected {expected}, got {answer}");
        }

        Assert.Empty(wrong);
    }

    [Theory, EachEngine]
    public async Task Fields_that_depend_on_the_caller_answer_every_role_that_may_use_them_without_error(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        var wrong = new List<string>();
        foreach (var role in Roleplay.Callers.Keys)
        {
            foreach (var (type, way) in play.Documents.Ways((type, field) => Expected($"{type}.{field}", role).Code is null))
            {
                var document = MinimalDocuments.Query(way, play.Documents.Selection(type, field => Expected($"{type}.{field}", role).Code is null));
                var answer = await play.Somebody(role).QueryAsync(document);
                if (way.Count > 0 && answer.TryGetProperty(way[0], out var root) && (root.ValueKind != JsonValueKind.Null) != Sees(way[0], role))
                    wrong.Add($"{type} as {role}: {answer}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory, EachEngine]
    public async Task Fields_of_queries_that_the_table_lists_are_refused_as_it_says(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        foreach (var field in SchemaDocument.Current.FieldsOf("Query").Where(f => Access.Table.ContainsKey($"Query.{f.Name.StringValue}")))
            foreach (var role in Roleplay.Callers.Keys)
            {
                var document = play.Documents.Operation("query", "Query", field);
                var answer = await play.Site.Server.Client.AskAsync(document, token: play.Somebody(role).Token);
                Assert.Equal((role, Expected($"Query.{field.Name.StringValue}", role).Code), (role, CodeOf(answer.GetRawText())));
            }
    }

    private static bool DependsOnCaller(string type, string field) =>
        field.StartsWith("viewer", StringComparison.Ordinal) || NulledByRole.Contains($"{type}.{field}") || Access.Table.ContainsKey($"{type}.{field}");

    private static bool Sees(string root, string role) =>
        root switch { "viewer" => role != Roleplay.Anonymous, "moderation" => role is "moderator" or "admin", _ => !(root.StartsWith("campaign(", StringComparison.Ordinal) || root.StartsWith("creative(", StringComparison.Ordinal)) || role == "admin" };

    private static (HttpStatusCode Status, string? Code) Expected(string coordinate, string role) =>
        Access.Table.GetValueOrDefault(coordinate) is not { } needed ? (HttpStatusCode.OK, null)
        : Roleplay.Callers[role] is not { } roles ? (HttpStatusCode.Unauthorized, "UNAUTHENTICATED")
        : needed != Roles.None && (roles & (needed | Roles.Admin)) == 0 ? (HttpStatusCode.Forbidden, "FORBIDDEN")
        : (HttpStatusCode.OK, null);

    private static string? CodeOf(string answer) =>
        JsonElement.Parse(answer).TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;
}
