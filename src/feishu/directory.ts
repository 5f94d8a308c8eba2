/** What Feishu knows of the organisation. Post kinds, steps and roles it does not know: see organization. */
export type DirectoryUser = {
  readonly openId: string;
  readonly name: string;
  readonly enName?: string;
  readonly employeeNo?: string;
  readonly jobTitle?: string;
  readonly departmentIds: readonly string[];
  /** orders[].is_primary_dept, else the first department. */
  readonly primaryDepartmentId: string;
  readonly leaderOpenId?: string;
  readonly active: boolean;
};
export type DirectoryDepartment = {
  readonly id: string; // open_department_id
  readonly name: string;
  readonly parentId: string; // "0" = root
  readonly leaderOpenId?: string;
  readonly order: number;
};
export type DirectorySnapshot = {
  readonly departments: readonly DirectoryDepartment[];
  readonly users: readonly DirectoryUser[];
};
/** Reads everything in the app's data range, page by page. Throws MessengerError. */
export type ReadDirectory = () => Promise<DirectorySnapshot>;
