using System.Diagnostics;
using Engagement.Graph.Limits;
using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;
using Xunit;

namespace Engagement.Tests.Graph.Limits;

public sealed class OperationCostTests
{
    [Theory]
    // A field is 1, and a list without a size is 5 items.
    [InlineData("{ article { id title } }", 3)]
    [InlineData("{ article { labels } }", 2)]
    [InlineData("{ article { channels { name } } }", 1 + 1 + 5)]
    [InlineData("{ __typename article { __typename } }", 3)]
    // A page multiplies the lists of its connection, and nothing else in it.
    [InlineData("{ article { comments(first: 30) { nodes { id body } } } }", 3 + (30 * 2))]
    [InlineData("{ article { comments(last: 7) { totalCount edges { cursor node { id } } pageInfo { hasNextPage } } } }", 2 + 1 + 1 + (7 * 3) + 2)]
    [InlineData("{ article { comments { nodes { id } } } }", 3 + 20)]
    [InlineData("{ article { comments(first: null) { nodes { id } } } }", 3 + 20)]
    [InlineData("{ article { comments(filter: { states: [\"A\", \"B\", \"C\"] }) { nodes { id } } } }", 3 + 20)]
    [InlineData("{ article { comments(first: 10) { nodes { replies(first: 3) { nodes { id } } } } } }", 3 + (10 * (2 + 3)))]
    [InlineData("{ article { comments(first: 10) { nodes { ancestors { id } } } } }", 3 + (10 * (1 + 5)))]
    [InlineData("{ article { comments(first: 0) { nodes { id } } } }", 3)]
    [InlineData("{ article { comments(first: -3) { nodes { id } } } }", 3)]
    // A list with `first` or as many as it was asked for.
    [InlineData("{ article { related { id } } }", 2 + 5)]
    [InlineData("{ article { related(first: 9) { id } } }", 2 + 9)]
    [InlineData("{ nodes(ids: [1, 2, 3]) { id } }", 1 + 3)]
    [InlineData("{ nodes(ids: 1) { id ... on Article { title } } }", 1 + 2)]
    [InlineData("{ articles(by: [{ id: 1 }, { key: \"b\" }]) { id comments(first: 4) { nodes { id } } } }", 1 + (2 * (1 + 2 + 4)))]
    [InlineData("mutation { register(input: { articles: [{ id: 1 }, { id: 2 }] }) { created articles { id } } }", 3 + 2)]
    // Fragments count where they are spread, with the size of the field around them.
    [InlineData("{ article { comments(first: 10) { ...C } } } fragment C on CommentConnection { totalCount nodes { ...F ...F } } fragment F on Comment { id body }", 2 + 2 + (10 * 4))]
    [InlineData("{ a: article { ...A } b: article { ...A } } fragment A on Article { c: comments(first: 2) { ...C } d: comments(first: 5) { ...C } } fragment C on CommentConnection { nodes { id } }", 2 * (1 + 2 + 2 + 2 + 5))]
    public async Task Costs(string query, long cost) => Assert.Equal(cost, await LimitedSchema.CostAsync(query));

    [Theory]
    [InlineData("query($n: Int) { article { comments(first: $n) { nodes { id } } } }", """{ "n": 40 }""", 3 + 40)]
    [InlineData("query($n: Int = 6) { article { comments(first: $n) { nodes { id } } } }", null, 3 + 6)]
    [InlineData("query($n: Int = 6) { article { comments(first: $n) { nodes { id } } } }", """{ "n": null }""", 3 + 20)]
    [InlineData("query($n: Int) { article { comments(first: $n) { nodes { id } } } }", null, 3 + 20)]
    [InlineData("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", """{ "ids": [1, 2, 3, 4] }""", 1 + 4)]
    [InlineData("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", """{ "ids": "1" }""", 1 + 1)]
    [InlineData("query($by: [ArticleBy!]!) { articles(by: $by) { id } }", """{ "by": [{ "id": 1 }, { "id": 2 }] }""", 1 + 2)]
    [InlineData("query($by: [ArticleBy!]!) { articles(by: $by) { id } }", """{ "by": { "id": 1 } }""", 1 + 1)]
    [InlineData("mutation($i: RegisterInput!) { register(input: $i) { articles { id } } }", """{ "i": { "articles": [{ "id": 1 }, { "id": 2 }, { "id": 3 }] } }""", 2 + 3)]
    [InlineData("mutation($a: [ArticleBy!]) { register(input: { articles: $a }) { articles { id } } }", """{ "a": [{ "id": 1 }, { "id": 2 }] }""", 2 + 2)]
    public async Task Costs_with_variables(string query, string? variables, long cost) =>
        Assert.Equal(cost, await LimitedSchema.CostAsync(query, variables));

    [Theory]
    [InlineData(9997, null)]
    [InlineData(9998, 10_001L)]
    public async Task The_limit_itself_passes(int first, long? refusedAt)
    {
        var error = await new LimitedSchema().RefusalAsync($"{{ article {{ comments(first: {first}) {{ nodes {{ id }} }} }} }}");
        Assert.Equal(refusedAt, error?.Actual);
        Assert.Equal(refusedAt is null ? null : "COST_LIMIT", error?.Code);
    }

    [Fact]
    public async Task A_kept_document_is_counted_with_its_new_variables()
    {
        var validations = new CountedValidations();
        var schema = new LimitedSchema(more: builder => builder.AddValidationRule(validations));
        const string Query = "query($n: Int) { article { comments(first: $n) { nodes { id body } } } }";
        Assert.Null(await schema.RefusalAsync(Query, """{ "n": 100 }"""));
        Assert.Equal("COST_LIMIT", (await schema.RefusalAsync(Query, """{ "n": 9000 }"""))?.Code);
        Assert.Null(await schema.RefusalAsync(Query, """{ "n": 4000 }"""));
        Assert.Equal(1, validations.Count);
    }

    [Fact]
    public async Task Pages_in_pages_stop_at_the_largest_number()
    {
        var query = "{ article { comments(first: 2147483647) { nodes { "
            + string.Concat(Enumerable.Repeat("replies(first: 2147483647) { nodes { ", 8)) + "id"
            + string.Concat(Enumerable.Repeat("} } ", 8)) + "} } } }";
        Assert.Equal(int.MaxValue, await LimitedSchema.CostAsync(query));
    }

    [Fact]
    public void Time_is_linear_in_the_text_when_the_other_limits_are_off()
    {
        // 2^30 fields if it were expanded.
        var bomb = "{ article { ...F0 } }"
            + string.Concat(Enumerable.Range(0, 30).Select(i => $"fragment F{i} on Article {{ ...F{i + 1} ...F{i + 1} }}"))
            + "fragment F30 on Article { comments { nodes { id } } }";
        var schema = new LimitedSchema(o => o.Fields = o.Depth = null);
        var document = GraphQLParser.Parser.Parse(bomb);
        var operation = document.Definitions.OfType<GraphQLParser.AST.GraphQLOperationDefinition>().Single();
        var clock = Stopwatch.StartNew();
        var cost = OperationCost.Of(schema.Schema, document, operation, null, new DocumentLimitOptions());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10)); // expanding it takes minutes
        Assert.Equal(int.MaxValue, cost);
    }

    [Fact]
    public async Task A_list_may_be_longer()
    {
        var schema = new LimitedSchema(o => o.Cost = 1);
        var article = Assert.IsType<IObjectGraphType>(schema.Schema.AllTypes["Article"], exactMatch: false);
        new ListSizeAttribute(7).Modify(article.Fields.Single(field => field.Name == "channels"), isInputType: false);
        Assert.Equal(1 + 1 + 1 + 7, (await schema.RefusalAsync("{ article { title channels { name } } }"))?.Actual);
    }

    [Fact]
    public void The_attribute_reaches_the_field_of_a_type_made_from_a_class()
    {
        var type = new AutoRegisteringObjectGraphType<Marked>();
        var field = Assert.Single(type.Fields);
        Assert.Equal(3, ListSizeAttribute.Of(field));
    }

    private sealed class Marked
    {
        [ListSize(3)]
        public string[] Names => [];
    }
}
