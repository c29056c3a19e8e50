using Engagement.Graph.Limits;
using GraphQL.DI;
using GraphQL.SystemTextJson;
using GraphQL.Types;
using GraphQL;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Tests.Graph.Limits;

/// <summary>A small schema of the product's shape behind the limits; every field is null.</summary>
internal sealed class LimitedSchema
{
    private const string Sdl = """
        type Query {
          node(id: ID!): Node
          nodes(ids: [ID!]!): [Node]
          article(key: String): Article
          articles(by: [ArticleBy!]!): [Article]
        }
        interface Node { id: ID! }
        input ArticleBy { id: ID key: String }
        type Article implements Node {
          id: ID! title: String channels: [Channel!]
          comments(first: Int, after: String, last: Int, filter: Filter): CommentConnection
          related(first: Int! = 5): [Article!]
          labels: [String!]
        }
        input Filter { states: [String!] }
        type Channel { name: String }
        type CommentConnection { edges: [CommentEdge!] nodes: [Comment!] pageInfo: PageInfo totalCount: Int }
        type CommentEdge { cursor: String node: Comment }
        type Comment implements Node {
          id: ID! body: String parent: Comment ancestors: [Comment!]
          replies(first: Int, last: Int): CommentConnection
        }
        type PageInfo { hasNextPage: Boolean }
        type Mutation { register(input: RegisterInput!): RegisterPayload }
        input RegisterInput { articles: [ArticleBy!] }
        type RegisterPayload { articles: [Article] created: Int }
        """;

    private readonly IDocumentExecuter _executer;
    private readonly ServiceProvider _services;

    public LimitedSchema(Action<DocumentLimitOptions>? limits = null, Action<IGraphQLBuilder>? more = null)
    {
        Schema = GraphQL.Types.Schema.For(Sdl, builder => builder.Types.For("Node").ResolveType = _ => new ObjectGraphType { Name = "None" });
        Schema.Features.RepeatableDirectives = true;
        Schema.Features.DeprecationOfInputValues = true;
        Schema.Initialize();
        _services = new ServiceCollection()
            .AddGraphQL(builder =>
            {
                builder.AddSchema(Schema).AddDocumentLimits(limits);
                more?.Invoke(builder);
            })
            .BuildServiceProvider();
        _executer = _services.GetRequiredService<IDocumentExecuter>();
    }

    public Schema Schema { get; }

    public Task<ExecutionResult> ExecuteAsync(string query, string? variables = null, string? operation = null) =>
        _executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = Schema,
            Query = query,
            OperationName = operation,
            Variables = variables is null ? null : new GraphQLSerializer().Deserialize<Inputs>(variables),
            RequestServices = _services,
            CancellationToken = TestContext.Current.CancellationToken,
        });

    /// <summary>Null if the document is within its limits; fails on any other error.</summary>
    public async Task<DocumentLimitError?> RefusalAsync(string query, string? variables = null, string? operation = null)
    {
        var result = await ExecuteAsync(query, variables, operation);
        if (result.Errors is null)
            return null;
        return Assert.IsType<DocumentLimitError>(Assert.Single(result.Errors));
    }

    /// <summary>The cost as it is reported when the limit is 1.</summary>
    public static async Task<long> CostAsync(string query, string? variables = null)
    {
        var error = await new LimitedSchema(o => o.Cost = 1).RefusalAsync(query, variables);
        Assert.Equal("COST_LIMIT", error?.Code);
        return error!.Actual; // asserted above
    }
}
