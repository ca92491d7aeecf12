using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Registry.Sealing;
using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Lines about one person, newest first, allowed and denied. The inspector's own look is one of them.</summary>
internal sealed class ListAccesses(Looks looks, AccessIndex index, RequestSeal tokens)
{
    private const int MostLines = 200;
    private const int UsualLines = 50;

    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<ListAccessesResponse> Answer(ListAccessesRequest request, Call call)
    {
        var size = request.PageSize == 0 ? UsualLines : request.PageSize;
        if (size > MostLines)
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("page_size", $"1 to {MostLines}"));
        var label = tokens.Lookup(call.Caller.Issuer, call.Caller.Officer, call.Method.Name, request.PersonId);
        var below = request.PageToken.Length == 0 ? long.MaxValue : Open(label, request.PageToken);

        var person = Wire.Id(request.PersonId);
        using var look = await looks.At(call, person, Lines);
        var found = await index.About(person, below, size + 1, call.Cancel);
        var answer = new ListAccessesResponse();
        answer.Lines.AddRange(found.Take(size).Select(LineOf));
        if (found.Length > size)
            answer.NextPageToken = Seal(label, found[size - 1].Index);
        return answer;
    }

    /// <summary>A record as inspectors see it.</summary>
    internal static AccessLine LineOf(IndexedRecord record)
    {
        var content = record.Content;
        var line = new AccessLine
        {
            RecordId = record.RecordId.ToString(),
            LeafIndex = record.Index,
            At = Timestamp.FromDateTimeOffset(content.At),
            Kind = (AccessKind)content.Kind,
            Method = content.Method,
            Agency = content.Agency,
            Officer = content.Officer,
            Purpose = (Purpose)content.Purpose,
            LegalBasis = content.LegalBasis,
            Outcome = content.Outcome,
            LawVersion = content.Law,
        };
        line.Asked.AddRange(content.Asked.Select(one => (FieldClass)one));
        line.Granted.AddRange(content.Granted.Keys.Select(one => (FieldClass)one));
        line.Rules.AddRange(content.Granted.Values.Concat(content.Refused.Values).Distinct());
        return line;
    }

    private string Seal(byte[] label, long index)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, index);
        return Convert.ToBase64String(tokens.Seal(label, bytes));
    }

    private long Open(byte[] label, string token)
    {
        try
        {
            return BinaryPrimitives.ReadInt64BigEndian(tokens.Open(label, Convert.FromBase64String(token)));
        }
        catch (Exception wrong) when (wrong is FormatException or OpenFailedException or CryptographicException)
        {
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("page_token", "the token of the page before, for the same person"));
        }
    }
}
