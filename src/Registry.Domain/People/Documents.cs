using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.People;

/// <summary>Command: keep a paper by reference.</summary>
public sealed record AddDocument(Actor By, DateOnly On, Guid Document, PaperKind Kind);

/// <summary>Papers about a person. No file is ever in the registry: what is kept tells a file that is shown from any other.</summary>
public static class Documents
{
    public static Decided Add(LawTables law, SubjectState state, AddDocument command) =>
        Standing.Refused(law, state, command.By, command.On, state.Person?.People.Documents.Length ?? 0) is { } refusal
            ? refusal
            : new DocumentAdded(command.On, command.By.Agency, command.Document, command.Kind);
}
