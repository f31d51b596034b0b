import type { Lake } from '#emulator/bank/lake/lake.ts';
import {
  type DataCellsFilter,
  type LakePermission,
  type LakePlace,
  type LakeResource,
  type LfTag,
  type LfTags,
  filterKey,
  permissionKey,
  tagKey,
} from '#emulator/bank/lake/types.ts';

type FilterPlace = Pick<DataCellsFilter, 'catalogId' | 'database' | 'table' | 'name'>;

/** Changes in Lake Formation. Permissions and filters move their time and version as the service does. */
export interface LakeEdits {
  /** a new tag of a catalog, or other values for one it has */
  readonly putLfTag: (tag: LfTag) => LfTag;
  /** the tag, and with it every assignment of it */
  readonly removeLfTag: (catalogId: string, key: string) => void;
  /** sets all tags a database, table or column has of its own */
  readonly tagLakePlace: (place: LakePlace, tags: LfTags) => void;
  /** grants what is named on top of what the principal had on the resource */
  readonly grantLake: (grant: {
    readonly catalogId: string;
    readonly principal: string;
    readonly resource: LakeResource;
    readonly permissions: readonly string[];
    readonly grantable?: readonly string[];
  }) => LakePermission;
  /** takes away what is named; without a list, everything */
  readonly revokeLake: (
    grant: { readonly principal: string; readonly resource: LakeResource },
    permissions?: readonly string[],
  ) => void;
  readonly putDataCellsFilter: (filter: Omit<DataCellsFilter, 'versionId'>) => DataCellsFilter;
  readonly removeDataCellsFilter: (filter: FilterPlace) => void;
}

const must = <T>(found: T | undefined, what: string, id: string): T => {
  if (found === undefined) throw new RangeError(`The bank has no ${what} ${id}.`);
  return found;
};

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].toSorted();

export const createLakeEdits = (lake: Lake, clock: () => number): LakeEdits => {
  const adminOf = (catalogId: string): string => lake.admins(catalogId)[0] ?? '';
  return {
    putLfTag: ({ catalogId, key, values }) => {
      // The service keeps keys and values in lower case.
      const lower = values.map((value) => value.toLowerCase());
      const tag = { catalogId, key: key.toLowerCase(), values: [...new Set(lower)] };
      lake.tags.put(tag);
      return tag;
    },
    removeLfTag: (catalogId, key) => {
      const place = tagKey({ catalogId, key });
      must(lake.tags.get(place), 'LF-Tag', place);
      lake.tags.remove(place);
    },
    tagLakePlace: (place, tags) => {
      for (const [key, value] of Object.entries(tags)) {
        const id = tagKey({ catalogId: place.catalogId, key });
        if (!must(lake.tags.get(id), 'LF-Tag', id).values.includes(value))
          throw new RangeError(`The LF-Tag ${id} has no value ${value}.`);
      }
      lake.assign(place, tags);
    },
    grantLake: ({ catalogId, principal, resource, permissions, grantable = [] }) => {
      const before = lake.permissions.get(permissionKey({ principal, resource }));
      const after: LakePermission = {
        catalogId,
        principal,
        resource,
        permissions: union(before?.permissions ?? [], union(permissions, grantable)),
        grantable: union(before?.grantable ?? [], grantable),
        updatedAt: clock(),
        updatedBy: adminOf(catalogId),
      };
      lake.permissions.put(after);
      return after;
    },
    revokeLake: (grant, permissions) => {
      const key = permissionKey(grant);
      const before = must(lake.permissions.get(key), 'permission', key);
      const rest = before.permissions.filter((each) => permissions !== undefined && !permissions.includes(each));
      if (rest.length === 0) {
        lake.permissions.remove(key);
        return;
      }
      lake.permissions.put({
        ...before,
        permissions: rest,
        grantable: before.grantable.filter((each) => rest.includes(each)),
        updatedAt: clock(),
        updatedBy: adminOf(before.catalogId),
      });
    },
    putDataCellsFilter: (filter) => {
      const after = { ...filter, versionId: (lake.filters.get(filterKey(filter))?.versionId ?? 0) + 1 };
      lake.filters.put(after);
      return after;
    },
    removeDataCellsFilter: (filter) => {
      const key = filterKey(filter);
      must(lake.filters.get(key), 'data cells filter', key);
      lake.filters.remove(key);
    },
  };
};
