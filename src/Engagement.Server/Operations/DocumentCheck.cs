using Engagement.Server.Hosting;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Engagement.Server.Operations;

/// <summary>Whether documents that are to be run would be: a typing error must not show at the first request.</summary>
internal sealed class DocumentCheck(ISchema schema, IDocumentBuilder builder, IDocumentValidator validator)
{
    /// <summary>Parses them within the limits and validates them against the schema, whose types are there by then.</summary>
    /// <param name="path">Where they come from, for the message.</param>
    /// <param name="documents">Ids and texts.</param>
    /// <param name="cancel">Ends the check.</param>
    /// <exception cref="StartException">Names the first document that cannot be used and what is wrong with it.</exception>
    public async Task RunAsync(string path, IEnumerable<(string Id, string Text)> documents, CancellationToken cancel)
    {
        foreach (var (id, text) in documents)
        {
            if (await FindFaultAsync(text, cancel) is { } fault)
                throw new StartException($"Persisted:Path: the document '{id}' of '{path}' {fault}");
        }
    }

    private async Task<string?> FindFaultAsync(string text, CancellationToken cancel)
    {
        GraphQLDocument document;
        try
        {
            document = builder.Build(text);
        }
        catch (SyntaxError e)
        {
            return $"is not GraphQL: {e.Message}";
        }
        catch (ExecutionError e)
        {
            return $"cannot be run: {e.Message}";
        }
        if (document.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault() is not { } operation)
            return "has no operation.";
        var result = await validator.ValidateAsync(new ValidationOptions
        {
            Schema = schema, Document = document, Operation = operation, Rules = DocumentValidator.CoreRules, Variables = Inputs.Empty, CancellationToken = cancel,
        });
        // Values of variables come with each request, and are looked at last.
        return result.Errors.FirstOrDefault(e => e is not InvalidVariableError) is { } error ? $"does not fit the schema: {error.Message}" : null;
    }
}
