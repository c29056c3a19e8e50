using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engagement.Graph;
using GraphQL.Execution;
using GraphQLParser.AST;
using GraphQLParser.Visitors;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace Engagement.Live;

/// <summary>
/// What subscribers have in common who get the same bytes for the same event: the document, the operation's name and the
/// variables, but for the one that says after which version they begin.
/// </summary>
internal static class SharingKey
{
    /// <summary>The argument that says where a subscriber begins: it chooses the events, and has no part in their results.</summary>
    private const string Start = "after";

    /// <summary>The key; null if something is selected that is not marked as the same for every caller.</summary>
    public static string? Of(ExecutionContext context, ExecutionNode root)
    {
        if (CacheableSelection.Of(context.Schema, context.Document, root.Field.SelectionSet, root.GraphType) is null)
            return null;
        var start = StartVariable(context, root.Field);
        var given = context.ExecutionOptions.Variables;
        var text = new StringBuilder(context.Document.Source.ToString()).Append('\0').Append(context.Operation.Name?.StringValue);
        foreach (var name in context.Operation.Variables?.Items.Select(v => v.Variable.Name.StringValue) ?? []) // in the document's order
            if (name != start && given?.TryGetValue(name, out var value) is true)
                text.Append('\0').Append(name).Append('=').Append(JsonSerializer.Serialize(value));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The variable behind the argument, if it is used for nothing else.</summary>
    private static string? StartVariable(ExecutionContext context, GraphQLField field)
    {
        if (field.Arguments?.Items.Find(a => a.Name.Value == Start)?.Value is not GraphQLVariable variable)
            return null;
        var name = variable.Name.StringValue;
        var uses = new Uses(name);
        new UsesVisitor().VisitAsync(context.Document, uses).AsTask().GetAwaiter().GetResult(); // walks memory, never waits
        return uses.Count == 2 ? name : null; // where it is declared, and here
    }

    private sealed class Uses(string name) : IASTVisitorContext
    {
        public int Count { get; set; }
        public string Name => name;
        public CancellationToken CancellationToken => default;
    }

    private sealed class UsesVisitor : ASTVisitor<Uses>
    {
        protected override ValueTask VisitVariableAsync(GraphQLVariable variable, Uses context)
        {
            if (variable.Name.Value == context.Name)
                context.Count++;
            return default;
        }
    }
}
