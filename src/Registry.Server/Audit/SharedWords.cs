using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Server.Records;

namespace Registry.Server.Audit;

/// <summary>
/// One instance of what very many lines say alike: who, by which method, under which law, which classes by which rules. A line that was opened by itself has copies of
/// its own, which are most of it.
/// </summary>
/// <param name="most">Different values that are remembered; past it everything is forgotten, and a value is shared anew from then on.</param>
internal sealed class SharedWords(int most = 100_000)
{
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableSortedDictionary<FieldClass, string>> rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<FieldClass>> classes = new(StringComparer.Ordinal);

    /// <summary>The same line, made of shared values.</summary>
    public AccessRecord Of(AccessRecord line)
    {
        if (words.Count + rules.Count + classes.Count > most)
            Forget();
        return line with
        {
            Issuer = Word(line.Issuer),
            Officer = Word(line.Officer),
            Agency = Word(line.Agency),
            Method = Word(line.Method),
            LegalBasis = Word(line.LegalBasis),
            Law = Word(line.Law),
            Outcome = Word(line.Outcome),
            Asked = Shared(classes, string.Join(',', line.Asked.Select(one => (int)one)), line.Asked),
            Granted = Rules(line.Granted),
            Refused = Rules(line.Refused),
        };
    }

    public void Forget()
    {
        words.Clear();
        rules.Clear();
        classes.Clear();
    }

    private string Word(string word) => Shared(words, word, word);

    private ImmutableSortedDictionary<FieldClass, string> Rules(ImmutableSortedDictionary<FieldClass, string> map) =>
        map.IsEmpty ? ImmutableSortedDictionary<FieldClass, string>.Empty : Shared(rules, string.Join(',', map.Select(one => $"{(int)one.Key} {one.Value}")), map);

    private static T Shared<T>(Dictionary<string, T> known, string key, T value)
    {
        if (known.TryGetValue(key, out var shared))
            return shared;
        known.Add(key, value);
        return value;
    }
}
